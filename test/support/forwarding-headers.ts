/** What proxies, tunnels, load balancers and content networks add to a request. */
export const FORWARDING_HEADERS: readonly string[] = (
  'forwarded via x-forwarded-for x-forwarded-host x-forwarded-proto x-forwarded-port x-forwarded-server ' +
  'x-forwarded-by x-forwarded-ssl x-forwarded x-forward-for forwarded-for x-real-ip x-real-port x-client-ip ' +
  'x-cluster-client-ip x-original-forwarded-for x-original-host x-original-url x-rewrite-url true-client-ip client-ip ' +
  'proxy-client-ip wl-proxy-client-ip cf-connecting-ip cf-connecting-ipv6 cf-ray cf-visitor cf-ipcountry cdn-loop ' +
  'fastly-client-ip fly-client-ip x-envoy-external-address x-amzn-trace-id x-amz-cf-id cloudfront-viewer-address ' +
  'x-azure-clientip x-azure-socketip x-azure-ref x-fd-healthprobe x-arr-log-id x-appgw-trace-id ' +
  'x-appengine-user-ip x-cloud-trace-context x-nf-client-connection-ip x-vercel-forwarded-for ' +
  'akamai-origin-hop tailscale-user-login x-ngrok-id incap-client-ip x-sucuri-clientip ali-cdn-real-ip ' +
  'x-remote-ip remote-addr x-scheme x-request-id max-forwards proxy-connection front-end-https x-tunnel-id ' +
  'x-ms-proxy x-nginx-proxy x-varnish x-cache x-traefik x-traefik-router x-railway-edge x-bluecoat-via'
).split(' ');
