import { type AgentCardOptions, renderAgentCard } from '../../../cards/agent/render-agent-card.ts';
import type { AgentPressData, RenderedCard } from '../../../cards/shared/card.ts';
import type { AgentReply } from '../../../ports/agent-reply.ts';

/** Renders a card for the desk's page, which has room for the rarer buttons beside the others. */
export function pageCard(
  reply: AgentReply,
  options: AgentCardOptions,
): RenderedCard<AgentPressData> {
  const { card, ...texts } = renderAgentCard(reply, options);
  const actions = card.actions.map(({ mode: _mode, fallback, ...action }) => {
    const { mode: _menu, ...submit } = fallback;
    return { ...action, fallback: submit };
  });
  return { ...texts, card: { ...card, actions } };
}
