"""Lists made into files while nobody waits: for whoever asked, in a job, encrypted, gone after a day."""
