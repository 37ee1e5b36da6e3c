"""What the bot serves over HTTP: Telegram's webhook, health, and figures for Prometheus."""
