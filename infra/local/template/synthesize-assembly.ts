/**
 * Program: synthesizes the app into the directory it is given. In a process of its own, because the CDK keeps one core
 * busy for some seconds, in which the emulators and simulators get ready on another.
 */
import { synthesize } from '../../synthesize.ts';

const [, , outdir = ''] = process.argv;
await synthesize({ outdir, skipsChecks: true });
