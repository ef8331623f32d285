// Drags files and folders in from outside the browser, as a desktop does.

/** Drops paths in the middle of the page; folders arrive as folders. */
export async function drop(page, ...files) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
    if (type === 'dragOver') {
      await page.getByText('Drop to upload').waitFor();
    }
  }
  await session.detach();
}
