#!/usr/bin/env python3
"""A loopback S3 server that reads a directory: buckets are the folders directly below the root.

It knows what a reader of the feed asks for (ListObjectsV2 with prefix, delimiter and paging, the older ListObjects,
HeadBucket, GetObject and HeadObject with If-Match and Range) and nothing else. Bodies go from the page cache to the
socket with sendfile, so the server takes next to nothing of the processor time that the benchmark measures. It asks for
no signature and sends no checksums, has no TLS, and must not be reachable from anywhere but this machine.
"""

import argparse
import collections
import email.utils
import hashlib
import http.server
import json
import os
import re
import sys
import threading
import time
import urllib.parse
from xml.sax.saxutils import escape

MAX_KEYS = 1000


class Bucket:
    """The files below one directory, as objects in the order of S3: by the bytes of their keys."""

    def __init__(self, directory):
        self.directory = os.path.realpath(directory)

    def exists(self):
        return os.path.isdir(self.directory)

    def keys(self, prefix):
        """The keys that begin with a prefix; only its folder is looked through."""
        found = []
        top = os.path.realpath(os.path.join(self.directory, prefix.rpartition("/")[0]))
        if os.path.commonpath([top, self.directory]) != self.directory:
            return found
        for folder, _, files in os.walk(top):
            path = os.path.relpath(folder, self.directory)
            parent = "" if path == "." else path.replace(os.sep, "/") + "/"
            found.extend(parent + name for name in files if (parent + name).startswith(prefix))
        return sorted(found, key=lambda key: key.encode())

    def path(self, key):
        """The file of a key; None if there is none, or if it would lie outside of the bucket."""
        path = os.path.realpath(os.path.join(self.directory, key))
        inside = path.startswith(self.directory + os.sep)
        return path if inside and os.path.isfile(path) else None

    @staticmethod
    def etag(path, stat):
        """Changes whenever the file does, without reading it."""
        state = f"{path}:{stat.st_size}:{stat.st_mtime_ns}"
        return '"' + hashlib.md5(state.encode(), usedforsecurity=False).hexdigest() + '"'


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # headers and the XML of listings are small: they must not wait for an acknowledgement
    disable_nagle_algorithm = True

    def do_GET(self):
        self.answer(with_body=True)

    def do_HEAD(self):
        self.answer(with_body=False)

    def answer(self, with_body):
        url = urllib.parse.urlsplit(self.path)
        name, _, key = urllib.parse.unquote(url.path).lstrip("/").partition("/")
        query = dict(urllib.parse.parse_qsl(url.query, keep_blank_values=True))
        # several buckets may be one folder: then their objects have the same ETags
        bucket = Bucket(os.path.realpath(os.path.join(self.server.root, name)))
        if name == ".requests":
            self.tell_requests("reset" in query)
            return
        if name == ".keep-listings":
            self.server.keeps_listings = True
            self.head(200, 0)
            return
        with self.server.requests_lock:
            # a clock that all processes of a machine share
            self.server.first_request = self.server.first_request or time.monotonic()
            self.server.requests["LIST" if with_body and not key else self.command] += 1
        if name in ("", ".", "..") or not bucket.exists():
            self.error(404, "NoSuchBucket", with_body)
        elif key:
            self.get_object(bucket, key, with_body)
        elif with_body:
            self.list_objects(bucket, name, query)
        else:
            self.head(200, 0)

    def tell_requests(self, reset):
        """Not S3: how many requests of each kind there were, and when the first one came."""
        with self.server.requests_lock:
            if reset:
                self.server.requests.clear()
                self.server.first_request = None
            body = json.dumps({**self.server.requests, "first": self.server.first_request}).encode()
        self.head(200, len(body), {"Content-Type": "application/json"})
        self.wfile.write(body)

    def get_object(self, bucket, key, with_body):
        path = bucket.path(key)
        if path is None:
            self.error(404, "NoSuchKey", with_body)
            return
        with open(path, "rb") as file:
            stat = os.fstat(file.fileno())
            etag = bucket.etag(path, stat)
            wanted = self.headers.get("If-Match")
            if wanted is not None and wanted.strip('"') not in ("*", etag.strip('"')):
                self.error(412, "PreconditionFailed", with_body)
                return
            headers = {
                "ETag": etag,
                "Last-Modified": email.utils.formatdate(stat.st_mtime, usegmt=True),
                "Content-Type": "application/octet-stream",
                "Accept-Ranges": "bytes",
            }
            start, end, status = 0, stat.st_size, 200
            asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
            if asked:
                start = int(asked[1])
                end = min(stat.st_size, int(asked[2]) + 1 if asked[2] else stat.st_size)
                if start >= end:
                    self.error(416, "InvalidRange", with_body)
                    return
                status = 206
                headers["Content-Range"] = f"bytes {start}-{end - 1}/{stat.st_size}"
            self.head(status, end - start, headers)
            if with_body and end > start:
                self.wfile.flush()
                self.connection.sendfile(file, start, end - start)

    def list_objects(self, bucket, name, query):
        asked = (bucket.directory, name, tuple(sorted(query.items())))
        body = self.server.listings.get(asked)
        if body is None:
            body = self.listing(bucket, name, query)
            if self.server.keeps_listings:
                self.server.listings[asked] = body
        self.head(200, len(body), {"Content-Type": "application/xml"})
        self.wfile.write(body)

    def listing(self, bucket, name, query):
        second = query.get("list-type") == "2"
        prefix = query.get("prefix", "")
        delimiter = query.get("delimiter", "")
        limit = min(MAX_KEYS, int(query.get("max-keys", MAX_KEYS)))
        # the token is simply the last key or folder that was told
        after = (query.get("continuation-token") or query.get("start-after")) if second else query.get("marker")
        encoded = query.get("encoding-type") == "url"
        text = (lambda value: urllib.parse.quote(value, safe="/")) if encoded else escape

        entries, folders, last, truncated = [], [], "", False
        for key in bucket.keys(prefix):
            cut = key.find(delimiter, len(prefix)) if delimiter else -1
            told = key if cut < 0 else key[: cut + len(delimiter)]
            if told == last or (after and told.encode() <= after.encode()):
                continue
            if len(entries) + len(folders) == limit:
                truncated = True
                break
            last = told
            if cut >= 0:
                folders.append(f"<CommonPrefixes><Prefix>{text(told)}</Prefix></CommonPrefixes>")
                continue
            path = bucket.path(key)
            stat = os.stat(path)
            modified = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(stat.st_mtime))
            entries.append(
                f"<Contents><Key>{text(key)}</Key><LastModified>{modified}</LastModified>"
                f"<ETag>{escape(bucket.etag(path, stat))}</ETag><Size>{stat.st_size}</Size>"
                "<StorageClass>STANDARD</StorageClass></Contents>")

        more = ""
        if truncated:
            tag = "NextContinuationToken" if second else "NextMarker"
            more = f"<{tag}>{escape(last)}</{tag}>"
        return (
            '<?xml version="1.0" encoding="UTF-8"?>'
            '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
            f"<Name>{escape(name)}</Name><Prefix>{text(prefix)}</Prefix><MaxKeys>{limit}</MaxKeys>"
            + (f"<Delimiter>{text(delimiter)}</Delimiter>" if delimiter else "")
            + ("<EncodingType>url</EncodingType>" if encoded else "")
            + (f"<KeyCount>{len(entries) + len(folders)}</KeyCount>" if second else "")
            + f"<IsTruncated>{str(truncated).lower()}</IsTruncated>{more}"
            + "".join(entries) + "".join(folders) + "</ListBucketResult>").encode()

    def head(self, status, length, headers=None):
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def error(self, status, code, with_body):
        body = f'<?xml version="1.0" encoding="UTF-8"?><Error><Code>{code}</Code><Message>{code}</Message></Error>'
        self.head(status, len(body) if with_body else 0, {"Content-Type": "application/xml"})
        if with_body:
            self.wfile.write(body.encode())

    def log_message(self, pattern, *arguments):
        if self.server.verbose:
            super().log_message(pattern, *arguments)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, root, port, verbose):
        super().__init__(("127.0.0.1", port), Handler)
        self.root = root
        self.verbose = verbose
        self.requests = collections.Counter()
        self.first_request = None
        self.requests_lock = threading.Lock()
        # once nothing changes any more, listings can be answered as fast as S3 itself does to many readers: asked for
        # by GET /.keep-listings
        self.keeps_listings = False
        self.listings = {}

    def handle_error(self, request, client_address):
        # a reader that goes away in the middle of an object is its own business
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("root", help="directory whose folders are the buckets")
    parser.add_argument("--port", type=int, default=0, help="0 (default) takes a free one")
    parser.add_argument("--port-file", help="where to write the port once the server listens")
    parser.add_argument("--verbose", action="store_true", help="tell every request")
    arguments = parser.parse_args()
    server = Server(arguments.root, arguments.port, arguments.verbose)
    if arguments.port_file:
        # renamed into place: whoever waits for the file never reads half of it
        with open(arguments.port_file + ".new", "w", encoding="ascii") as file:
            file.write(f"{server.server_port}\n")
        os.replace(arguments.port_file + ".new", arguments.port_file)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
