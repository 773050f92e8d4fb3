"""Groups and channels: what the bot says there, and the desk where staff link them."""
