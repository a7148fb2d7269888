"""Who may sign in: users, passwords, lockout, second factor. What they may do is decided by posts, elsewhere."""
