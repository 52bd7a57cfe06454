// For modules that run without a server: '/language.js' is English, or what STILLCALL_LANGUAGE names.

import {register} from 'node:module';

register('./resolve.mjs', import.meta.url);
