import { WebAPIPlatformError } from '@slack/web-api';
import { expect } from 'chai';
import {
  slackErrorName,
  toDeliveryError,
} from '../../../../src/channels/slack/outbound/delivery-problem.ts';

describe('failure of a call to Slack', () => {
  it('is worth a retry if the answer names no error, as that of a proxy', () => {
    const answer = { ok: false, error: '', message: 'API rate limit exceeded' };
    const failure = new WebAPIPlatformError(answer);
    Reflect.deleteProperty(failure.data, 'error');

    expect(toDeliveryError(failure).problem).to.equal('unavailable');
    expect(slackErrorName(failure)).to.equal(null);
  });

  it('is final if Slack names an error that does not pass', () => {
    const failure = new WebAPIPlatformError({ ok: false, error: 'channel_not_found' });

    expect(toDeliveryError(failure).problem).to.equal('gone');
    expect(slackErrorName(failure)).to.equal('channel_not_found');
  });
});
