"""The child process of `reading.py`: limits itself, reads the text of one law, prints one JSON object.

Arguments: memory in bytes, processor time in seconds, the file. Exit status 2: {"sentence"} of what was refused.
"""

import json
import sys

from importers.child import limit

REFUSED = 2


def main() -> None:
    memory, seconds, path = sys.argv[1:]
    limit(int(memory), int(seconds))
    from importers.draft import Unreadable  # loaded under the limits
    from importers.statutes import read_statute

    said: object
    try:
        said, status = read_statute(path).as_json(), 0
    except Unreadable as error:
        said, status = {"sentence": error.sentence}, REFUSED
    except MemoryError:
        said, status = {"sentence": "读取这个文件用的内存太多，未能读完。请另存为 .txt 再上传。"}, REFUSED
    sys.stdout.write(json.dumps(said))
    sys.exit(status)


if __name__ == "__main__":
    main()
