import { cli } from './cli';
import { config } from './config';
import { geo } from './geo';
import { instance } from './instance';
import { k8s } from './k8s';
import { lost } from './lost';
import { names } from './names';
import { output } from './output';
import { plan } from './plan';
import { program } from './program';
import { question } from './question';
import { router } from './router';
import { tf } from './tf';
import { topology } from './topology';
import { verify } from './verify';

/** Every diagnostic that exists, by code. One file per area; `docs/diagnostics/` is generated from it. */
export const catalogue = {
  ...cli,
  ...config,
  ...geo,
  ...instance,
  ...k8s,
  ...lost,
  ...names,
  ...output,
  ...plan,
  ...program,
  ...question,
  ...router,
  ...tf,
  ...topology,
  ...verify,
};
