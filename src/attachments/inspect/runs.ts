/**
 * What Windows, macOS or Linux runs, installs or obeys when somebody opens it, after the lists of attachments that mail
 * programs block. Certificates, .rdp and .cab are left out: helpdesks ask for them.
 */
const RUNNING_ENDINGS: ReadonlySet<string> = new Set(
  `
  ade adp apk app appimage application appref-ms appx appxbundle bash bat cgi chm class cmd com command cpl crx csh
  deb desktop diagcab diagcfg diagpkg dll dmg ear efi elf exe fish gadget hlp hta img inf ins ipa iso isp jar jnlp js jse
  jsp ksh library-ms lnk mam mde msc msh mshxml msi msix msixbundle msp mst msu nupkg ocx osx paf pif pkg pl prg ps1
  ps1xml ps2 psc1 psd1 psm1 py pyc pyo pyw pyz rb reg rpm run scf scr sct search-ms settingcontent-ms sh shb shs so sys
  url vb vbe vbs vbscript vhd vhdx vsix war wasm webloc website whl workflow ws wsc wsf wsh xap xbap xll xpi zsh
  `
    .trim()
    .split(/\s+/),
);

/**
 * Whether a file is a program or a script: by its name, whatever is in it, because whoever opens it later opens it by its
 * name; or by a first line that says what runs it. Programs under another name are told by `binaryType`.
 */
export function runs(content: Uint8Array, name: string): boolean {
  // Windows takes what follows a colon for a part of the file; browsers write another sign for the colon.
  const names = name.slice(-MAX_NAME).split(':');
  return names.some((each) => RUNNING_ENDINGS.has(endingOf(each))) || isScript(content);
}

const MAX_NAME = 300;

function isScript([first, second]: Uint8Array): boolean {
  return first === 0x23 && second === 0x21;
}

/** The last ending of a name, in small letters and without the dot; empty where there is none. */
export function endingOf(name: string): string {
  // Windows drops full stops and spaces at the end of a name.
  const kept = name.slice(-MAX_NAME).replace(/[\s.]+$/, '');
  return kept.slice(kept.lastIndexOf('.') + 1 || kept.length).toLowerCase();
}
