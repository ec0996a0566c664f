import { expect } from 'chai';
import { FUZZ_ENDPOINTS, type FuzzRig, startFuzzRig } from './support/fuzz.ts';

const SHOTS = 60;
const SEED = 20261122;

describe('mutated requests with a valid signature, token or session', function () {
  this.timeout(60_000);
  let rig: FuzzRig;
  before(async () => {
    rig = await startFuzzRig();
  });
  after(() => rig.close());

  for (const endpoint of FUZZ_ENDPOINTS) {
    it(`answers mutated requests to ${endpoint} without a failure, and changes no data of other people`, async () => {
      const { failures, errors, unhandled, before, after } = await rig.run(endpoint, SHOTS, SEED);
      expect({ failures, errors, unhandled }).to.deep.equal({
        failures: [],
        errors: [],
        unhandled: [],
      });
      expect(after).to.equal(before);
    });
  }
});
