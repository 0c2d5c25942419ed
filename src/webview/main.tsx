import '@vscode/codicons/dist/codicon.css';
import './panel.css';
import './lanes/lanes.css';
import { render } from 'preact';
import { App } from './app';
import { Host } from './host';

const root = document.getElementById('root');
if (root) render(<App host={new Host()} />, root);
