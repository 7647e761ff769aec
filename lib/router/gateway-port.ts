/** The gateway of every region listens here for the routers of the others; no service's router port is the same. */
export const gatewayPort = 15_443;
