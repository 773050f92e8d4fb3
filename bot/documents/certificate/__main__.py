"""The process that makes one certificate: what is on it comes in as JSON, the file goes out."""

import sys
from zoneinfo import ZoneInfo

from bot.documents.certificate.pdf import Certificate, make
from bot.i18n import translator

if __name__ == "__main__":
    one = Certificate.model_validate_json(sys.stdin.buffer.read())
    sys.stdout.buffer.write(make(one, translator(one.language, ZoneInfo(one.zone))))
