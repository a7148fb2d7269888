"""Whoever asks for help before it is a case: contacts, their owner and their answer; it opens no case itself."""
