// A bundle of views that is fetched when one of them is wanted. A fetch that failed is made anew at the next wish;
// browsers remember a failure by its address, so that changes.

import {say} from './say.js';

/**
 * @param before what has to be there first, given what makes an address new
 * @return what gives the bundle's exports, fetched once
 */
export function fetcher(address, before = () => {}) {
  let fetching = null;
  let tries = 0;
  return () => {
    fetching ??= Promise.resolve(before(tries === 0 ? '' : `&${tries}`))
        .then(() => import(address + (tries === 0 ? '' : `?${tries}`))).catch(() => {
      fetching = null;
      tries += 1;
      throw Object.assign(new Error('Views are missing.'), {
        forPeople: say('The server does not answer. Please check the connection and try again.'),
      });
    });
    return fetching;
  };
}
