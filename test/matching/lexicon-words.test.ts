import { expect } from 'chai';
import { locales } from '../../src/i18n/locales.ts';
import { languageNames } from '../../src/matching/intent-words.ts';
import {
  conceptAliases,
  elsewhereAliases,
  everydayAliases,
  matterAliases,
  ownedConcepts,
} from '../../src/matching/lexicon-words.ts';

const HAN = /\p{Script=Han}/u;

describe('words of the lexicon', () => {
  it('name each concept in every language, unless it has a name that all languages share', () => {
    const named = [...conceptAliases(), ...everydayAliases()];
    const unnamed = named.filter(([, aliases]) => !aliases.some((alias) => HAN.test(alias)));
    expect(unnamed.map(([id]) => id)).to.have.members(['suite', 'sip']);
  });

  it('have the concepts that belong to a product', () => {
    const ids = [...conceptAliases().keys(), ...everydayAliases().keys()];
    expect(ids).to.include.members([...ownedConcepts(), 'working']);
  });

  it('hold names of all languages and shared ones in one group', () => {
    expect(elsewhereAliases().get('mail')).to.include.members(['outlook', 'mailbox', '收件箱']);
    expect(matterAliases().get('meeting')).to.include.members(['lobby', '会议室']);
  });

  it('are in lower case', () => {
    const all = [...conceptAliases().values(), ...everydayAliases().values()].flat();
    expect(all.filter((alias) => alias !== alias.toLowerCase())).to.deep.equal([]);
  });

  it('stand in one group only if they name another subject', () => {
    const names = [...elsewhereAliases().values(), ...matterAliases().values()].flat();
    expect(names.filter((name, index) => names.indexOf(name) !== index)).to.deep.equal([]);
  });

  it('hold the name of every language in every language', () => {
    for (const locale of locales()) expect(languageNames(locale)).to.have.length.above(3);
    expect(languageNames('zh-CN')).to.include.members(['chinese', '中文', '简体中文']);
  });
});
