"""Councils and working groups at work: what the public reads, what members do, what staff prepare and decide."""
