"""Stands in for redis-py where that is not installed: as much of it as the page uses, with the names and
arguments of redis-py 8, sent on by redis-cli."""

import subprocess


class RedisError(Exception):
    pass


class Redis:
    @classmethod
    def from_url(cls, url, *, socket_timeout=None, socket_connect_timeout=None):
        client = cls()
        client.url = url
        return client

    def pipeline(self, transaction=True):
        return Pipeline(self.url)


class Pipeline:
    def __init__(self, url):
        self.url = url
        self.commands = []

    def xadd(self, name, fields, id="*", maxlen=None, approximate=True):
        limit = ["MAXLEN", "~" if approximate else "=", maxlen] if maxlen is not None else []
        flat = [part for field in fields.items() for part in field]
        self.commands.append(["XADD", name, *limit, id, *flat])
        return self

    def execute(self):
        for command in self.commands:
            arguments = ["redis-cli", "-u", self.url, *map(str, command)]
            reply = subprocess.run(arguments, capture_output=True, check=False, timeout=10)
            if reply.returncode != 0:
                raise RedisError(reply.stderr.decode())
