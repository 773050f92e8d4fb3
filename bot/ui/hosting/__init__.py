"""What staff who hold forums see."""
