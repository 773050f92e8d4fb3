"""The spravka on screens: as staff prepare it, as everybody reads it, its files, and the decision after it."""
