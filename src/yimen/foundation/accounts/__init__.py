"""Who may sign in: users, passwords, lockout, second factor. What they may do, posts decide elsewhere."""
