"""Answering, for staff: the queue, one proposal, the questions of every act, and what is entered from paper."""
