/** The languages that samples and expectations of tests are written in. */
declare module '../../src/i18n/locale.ts' {
  interface NamedLocales {
    readonly 'zh-CN': true;
  }
}

export {};
