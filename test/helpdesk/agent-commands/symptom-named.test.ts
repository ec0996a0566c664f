import { expect } from 'chai';
import { symptomNamed } from '../../../src/helpdesk/agent-commands/symptom-named.ts';
import { sampleWorld } from '../../support/sample-world.ts';

const SMUDGES = { symptom: 'office-printer/smudges', title: 'The pages are smudged' };

describe('symptom that an agent names', () => {
  const world = sampleWorld();
  const named = (typed: string, locale = 'en') => symptomNamed(world, typed, locale);

  for (const typed of [
    'office-printer/smudges',
    'smudges',
    'Office-Printer / Smudges',
    'The pages are smudged',
    'smudged pages',
    'SMUDGED',
  ]) {
    it(`finds it by "${typed}"`, () => {
      expect(named(typed)).to.deep.equal({ found: SMUDGES });
    });
  }

  it('finds it by its title in any language, and labels it in that of the ticket', () => {
    const found = named('smudges', 'zh-CN');
    const title = world.runbooks.get('office-printer')?.symptoms.find(({ id }) => id === 'smudges')
      ?.title['zh-CN'];
    expect(found).to.deep.equal({ found: { ...SMUDGES, title } });
    expect(named(title ?? '')).to.deep.equal({ found: SMUDGES });
  });

  for (const typed of ['none', 'None of the known', '都不是', '没有']) {
    it(`reads "${typed}" as no known symptom`, () => {
      expect(named(typed)).to.deep.equal({ found: null });
    });
  }

  it('suggests the nearest symptoms if none is called so', () => {
    for (const typed of ['smugdes', 'smudges!!x', 'my pages']) {
      const result = named(typed);
      if (!('refusal' in result)) throw new Error(`"${typed}" was found.`);
      expect(result.refusal.typed).to.equal(typed);
      expect(result.refusal.nearest[0], typed).to.deep.equal(SMUDGES);
    }
    expect(named('weather')).to.deep.equal({
      refusal: { code: 'unknown-symptom', typed: 'weather', nearest: [] },
    });
  });

  it('suggests at most three of those that fit', () => {
    const result = named('office');
    if (!('refusal' in result)) throw new Error('One was found.');
    expect(result.refusal.nearest).to.have.length(3);
  });
});
