"""Publishing, for staff: the questions of the form, the preview, the desk, and what is changed afterwards."""
