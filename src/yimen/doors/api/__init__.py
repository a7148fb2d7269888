"""The door for machines: departments push their data, sources deliver their answers. JSON, no cookies."""
