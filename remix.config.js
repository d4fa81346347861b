/**
 * Remix's own options, read by vite.config.ts.
 * Every v3 future flag is on except lazy route discovery: nothing here routes in the browser, and the
 * manifest endpoint it needs has been a way to bring a server down (CVE-2026-42342).
 *
 * @type {import('@remix-run/dev').VitePluginConfig}
 */
export default {
  appDirectory: 'app',
  future: {
    v3_fetcherPersist: true,
    v3_lazyRouteDiscovery: false,
    v3_relativeSplatPath: true,
    v3_routeConfig: true,
    v3_singleFetch: true,
    v3_throwAbortReason: true,
  },
};
