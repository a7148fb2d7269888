"""As `connections` of the desk's own table, written down a second time by hand."""

CONNECTIONS = {
    "connections": "A",
    "connections-export": "A",
    "connection-pushes": "A",
    "connection-pushes-export": "A",
    "connection-issue": "A",
    "connection-revoke": "A",
}
