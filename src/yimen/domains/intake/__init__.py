"""Whoever asks for help before it is a case: contacts, owner and answer; it opens no case itself."""
