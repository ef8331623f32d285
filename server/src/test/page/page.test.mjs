// The page in a real browser before the real server with real workers. One process, so that all share them.

import './journey.mjs';
import './uploading.mjs';
import './folders.mjs';
import './working.mjs';
import './comparing.mjs';
import './breaks.mjs';
import './keeping.mjs';
import './refused.mjs';
import './access.mjs';
import './shots.mjs';
import './looks.mjs';
