/** How people join a meeting. */

/** Who rings whom for a meeting by phone. `number` is the one that rings, or the one to ring. */
export interface Call {
  caller: 'us' | 'them';
  number: string | null;
}

export type VideoProvider = 'own-room' | 'teams' | 'zoom';

/** Where meeting links of others live. Anything else is not opened from the portal's pages. */
const hosts: Record<Exclude<VideoProvider, 'own-room'>, RegExp> = {
  teams: /^([a-z0-9-]+\.)?teams\.(microsoft\.com|microsoft\.us|live\.com)$/,
  zoom: /^([a-z0-9-]+\.)?(zoom\.us|zoomgov\.com)$/,
};

const paths: Record<Exclude<VideoProvider, 'own-room'>, RegExp> = {
  teams: /^\/(l\/meetup-join\/|meet\/).+/,
  zoom: /^\/(j|my|s)\/.+/,
};

/** The address in a pasted Microsoft Teams or Zoom invitation link; null when it is not one. */
export function meetingLink(pasted: string): string | null {
  const text = pasted.trim();
  // A parser takes spaces and line ends out, or makes signs of them: what is opened would not be what was pasted.
  if (text.length > 1000 || /\s/.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  const plain = url.protocol === 'https:' && !url.username && !url.password && !url.port;
  const known = (['teams', 'zoom'] as const).some(
    (provider) => hosts[provider].test(url.hostname) && paths[provider].test(url.pathname),
  );
  return plain && known ? url.href : null;
}

/** Whose meeting room an address leads to. */
export function providerOf(address: string): VideoProvider {
  const { hostname } = new URL(address);
  return (
    (['teams', 'zoom'] as const).find((provider) => hosts[provider].test(hostname)) ?? 'own-room'
  );
}
