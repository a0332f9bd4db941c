import * as vscode from 'vscode';

/** `ATLAS: Get Started`: opens the walkthrough; beside what is in front, where `beside` is true. */
export const getStarted =
  (extensionId: string, beside = false) =>
  async (): Promise<void> => {
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthrough(extensionId), beside);
  };

/**
 * Ticks a step of the walkthrough, by its name in the manifest. For what VS Code may not notice itself: it hears of commands and context
 * keys only once somebody has opened a walkthrough in the window.
 */
export const tickStep = async (extensionId: string, step: string): Promise<void> => {
  try {
    await vscode.commands.executeCommand('welcome.markStepComplete', `${walkthrough(extensionId)}#${step}`);
  } catch {
    // No part of VS Code's documented commands: without it the step stays as it is.
  }
};

const walkthrough = (extensionId: string): string => `${extensionId}#atlasCasebook.start`;
