"""The law as named functions, one module per programme; each rule carries its Chinese title and article."""
