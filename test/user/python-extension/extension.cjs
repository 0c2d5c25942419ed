const path = require('node:path');

/** Answers as the Python extension does where the user has chosen the environment `.venv` of the folder. */
exports.activate = () => ({
  environments: {
    getActiveEnvironmentPath: ({ fsPath }) => ({ path: path.join(path.dirname(fsPath), '.venv') }),
    resolveEnvironment: ({ path: folder }) =>
      Promise.resolve({
        executable: { uri: require('vscode').Uri.file(path.join(folder, 'bin', 'python')) },
      }),
  },
});
