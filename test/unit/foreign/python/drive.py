"""Does with the Python packages what a list of JSON on standard input asks for, and prints the list of what came of it."""

import json
import sys
import zlib
from unittest import mock

from tencentcloud_im.tcim_client import TCIMClient
from TLSSigAPIv2 import TLSSigAPIv2, base64_decode_url


def call(admin, url, method, arguments):
    """Calls a method of the REST client. Its answer, or null: the client tells an exception to its log only."""
    client = TCIMClient(
        admin["sdkAppId"], admin["secretKey"], admin["identifier"], url, admin["userSigTtlSeconds"]
    )
    response = getattr(client, method)(*arguments)
    return None if response is None else response.json()


def sign(admin, time):
    """Signs a UserSig as if the time were `time`, in seconds."""
    with mock.patch("TLSSigAPIv2.time.time", return_value=time):
        signer = TLSSigAPIv2(admin["sdkAppId"], admin["secretKey"])
        return signer.gen_sig(admin["identifier"], admin["userSigTtlSeconds"])


def decode(userSig):
    """The claims of a UserSig."""
    return json.loads(zlib.decompress(base64_decode_url(userSig.encode())))


WORK = {"call": call, "sign": sign, "decode": decode}

print(json.dumps([WORK[each.pop("do")](**each) for each in json.load(sys.stdin)]))
