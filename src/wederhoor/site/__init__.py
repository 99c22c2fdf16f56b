"""The site: settings, addresses, the web server's entry and the `wederhoor` command."""
