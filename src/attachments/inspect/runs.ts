/**
 * Extensions that Windows, macOS or Linux runs, installs or applies when a file is opened, based on
 * the lists of attachments that mail programs block. Certificates, .rdp and .cab are left out
 * because helpdesks ask for them.
 */
const RUNNING_ENDINGS: ReadonlySet<string> = new Set(
  `
  ade adp apk app appimage application appref-ms appx appxbundle bash bat cgi chm class cmd com command cpl crx csh
  deb desktop diagcab diagcfg diagpkg dll dmg ear efi elf exe fish gadget hlp hta img inf ins ipa iso isp jar jnlp
  js jse jsp ksh library-ms lnk mam mde msc msh mshxml msi msix msixbundle msp mst msu nupkg ocx osx paf pif pkg pl prg
  ps1 ps1xml ps2 psc1 psd1 psm1 py pyc pyo pyw pyz rb reg rpm run scf scr sct search-ms settingcontent-ms sh shb shs so
  sys url vb vbe vbs vbscript vhd vhdx vsix war wasm webloc website whl workflow ws wsc wsf wsh xap xbap xll xpi zsh
  `
    .trim()
    .split(/\s+/),
);

/**
 * Returns true if a file is a program or a script: by its name, regardless of content, because the
 * file is later opened by name; or by a first line that names an interpreter. `binaryType` detects
 * programs under other names.
 */
export function runs(content: Uint8Array, name: string): boolean {
  // Windows treats what follows a colon as a part of the file; browsers replace the colon with
  // another character.
  const names = name.slice(-MAX_NAME).split(':');
  return names.some((each) => RUNNING_ENDINGS.has(endingOf(each))) || isScript(content);
}

const MAX_NAME = 300;

function isScript([first, second]: Uint8Array): boolean {
  return first === 0x23 && second === 0x21;
}

/**
 * Returns the last extension of a name, in lower case and without the dot; empty if there is none.
 */
export function endingOf(name: string): string {
  // Windows drops trailing dots and spaces from a name.
  const kept = name.slice(-MAX_NAME).replace(/[\s.]+$/, '');
  return kept.slice(kept.lastIndexOf('.') + 1 || kept.length).toLowerCase();
}
