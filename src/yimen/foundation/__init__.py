"""Technical services every room uses. Foundation is handed plain values and knows no room."""
