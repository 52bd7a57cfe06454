/**
 * The HTTP API: places, watches and ends calls for whoever holds the token, shows the practice phones and the page that
 * goes with them. The only package that knows the web framework.
 *
 * <p>Promises: answers on the loopback interface only, to requests that name it and hold the token (or a browser
 * session that was opened with it); a number that comes sealed is opened straight into off-heap memory; what a client
 * sent is never sent back, logged or counted. Never: keeps a request, sets a cookie that outlives the browser, lets
 * another site's page act. Who runs it: virtual threads of the web server; {@link org.stillcall.console.ApiServer}
 * may be closed from any thread. Limits: {@link org.stillcall.console.ApiLimits}.
 */
@NullMarked
package org.stillcall.console;

import org.jspecify.annotations.NullMarked;
