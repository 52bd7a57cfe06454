/**
 * Whole calls with clients that are not ours: SIPp as trunk and as phone, baresip and linphone as phones, the launcher
 * as an operator starts it. Every child is ended by its id; every wait has a limit and waits for an event.
 */
package org.stillcall.wire;
