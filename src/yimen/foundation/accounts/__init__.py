"""Who may sign in: users, passwords, lockout, second factor. What a user may do is decided by posts, elsewhere."""
