// Chromium, as the tests want it.

import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const SWITCHES = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--autoplay-policy=no-user-gesture-required'];

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Of what the page does itself; a slow machine needs some of it. */
export const PATIENCE = 60_000;

export const settings = {
  chromium: process.env.RUSHES_CHROMIUM ?? '/usr/bin/chromium',
  java: process.env.RUSHES_JAVA,
  flags: (process.env.RUSHES_FLAGS ?? '').split('\n').filter(Boolean),
  classPath: process.env.RUSHES_CLASS_PATH,
  clips: process.env.RUSHES_CLIPS,
  shots: process.env.RUSHES_SHOTS ?? '',
};

export const launch = () => chromium.launch({ executablePath: settings.chromium, headless: true, args: SWITCHES });

/** A page whose own mistakes fail the test: exceptions, and whatever its policy forbids. */
export async function open(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, colorScheme: 'dark', reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  page.mistakes = [];
  page.on('pageerror', (error) => page.mistakes.push(error.stack));
  page.on('console', (message) => {
    if (/Content Security Policy|Uncaught/.test(message.text())) {
      page.mistakes.push(message.text());
    }
  });
  return page;
}

/** Keeps a picture where somebody asked for pictures. */
export async function shot(page, name, whole = true) {
  if (settings.shots) {
    mkdirSync(settings.shots, { recursive: true });
    await page.screenshot({ path: join(settings.shots, `${name}.png`), fullPage: whole });
  }
}

/** What axe finds wrong by WCAG 2.2 AA, one line each. */
export async function barriers(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate(() => globalThis.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)} ${node.failureSummary}`));
}

/** Whether something sticks out to the right. */
export const overflows = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
