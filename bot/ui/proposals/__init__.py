"""Proposals as people see them: the questions, the preview, the receipt, one's own things, the public register."""
