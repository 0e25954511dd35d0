"""The demo: fictional people and matters of a city that does not exist, Qingjiang 清江."""
