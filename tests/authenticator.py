"""A passkey in software: it makes and signs what a browser would send."""

import hashlib
import json
import secrets

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import bytes_to_base64url as base64url

PRESENT, KNOWN, NEW = 0x01, 0x04, 0x40


class Passkey:
    def __init__(self, origin, site):
        """``site``: the host name that it is for."""
        self.origin, self.site, self.count = origin, site, 0
        self.id, self.key = secrets.token_bytes(32), ec.generate_private_key(ec.SECP256R1())

    def makes(self, question):
        said = self.said("webauthn.create", question)
        point = self.key.public_key().public_numbers()
        public = {
            1: 2,
            3: -7,
            -1: 1,
            -2: point.x.to_bytes(32, "big"),
            -3: point.y.to_bytes(32, "big"),
        }
        named = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor2.dumps(public)
        proof = {
            "fmt": "none",
            "attStmt": {},
            "authData": self.facts(PRESENT | KNOWN | NEW) + named,
        }
        return self.answer(said, attestationObject=base64url(cbor2.dumps(proof)), transports=[])

    def opens(self, question):
        said = self.said("webauthn.get", question)
        self.count += 1
        facts = self.facts(PRESENT | KNOWN)
        signed = self.key.sign(facts + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        return self.answer(said, authenticatorData=base64url(facts), signature=base64url(signed))

    def said(self, kind, question):
        challenge = json.loads(question)["challenge"]
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def facts(self, flags):
        site = hashlib.sha256(self.site.encode()).digest()
        return site + bytes([flags]) + self.count.to_bytes(4, "big")

    def answer(self, said, **response):
        own = base64url(self.id)
        response["clientDataJSON"] = base64url(said)
        results = {"clientExtensionResults": {}, "type": "public-key"}
        return json.dumps({"id": own, "rawId": own, "response": response, **results})
