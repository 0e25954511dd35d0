"""Carrying messages to people: by e-mail, SMS and web push, by the worker.

Promise: at least once. A message is claimed for some minutes, sent, then marked as sent. Who
is killed between sending and marking leaves a claim that runs out, and the message is sent
again. The receiver can tell that it is the same one: an e-mail keeps its Message-ID, a
notification its tag, by which a browser replaces the earlier one. An SMS has nothing of the
kind: at worst somebody reads it twice.

Neither words nor addresses are logged, and the address is read when it is sent, not kept.
"""
