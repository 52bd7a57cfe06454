/**
 * The HTTP API and the console: places, watches and ends calls for whoever holds the token, signs people in on their
 * devices and lets each do what their role allows, shows the practice phones and the pages that go with all this. The
 * only package that knows the web framework.
 *
 * <p>Promises: answers plain HTTP on the loopback interface only, and the network by HTTPS alone where that is
 * configured, to requests that name it or its configured origin and hold what their route needs: on this machine the
 * token (or a browser session that was opened with it), or the unlocked session of a person whose role it is; host
 * level opens no route with sealed bytes; a device that is taken out of use has no session, no call and no key from
 * that moment; a number that comes sealed is opened straight into off-heap memory; what a client sent is never sent
 * back, logged or counted. Never: keeps a request, opens an envelope, sets a cookie that outlives the browser, lets
 * another site's page act. Who runs it: virtual threads of the web server, and one thread that locks sessions;
 * changes of people and devices run one at a time; {@link org.stillcall.console.ApiServer} may be closed from any
 * thread. Limits: {@link org.stillcall.console.ApiLimits}.
 */
@NullMarked
package org.stillcall.console;

import org.jspecify.annotations.NullMarked;
