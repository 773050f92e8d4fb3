"""Councils and working groups: the record, its seats, and what the body does. One room for each kind of thing."""
