import { useLoaderData } from '@remix-run/react';
import { calendarFilename } from '../mail/message';
import { deliverDue, sentMessages } from '../mail/outbox.server';

/** Demo mode: the messages that would have been sent, newest first. A tool for trying the portal out, in English only. */
export async function loader() {
  await deliverDue();
  return {
    title: 'Demo mailbox',
    messages: sentMessages().map(({ message, sentAt }) => ({
      ...message,
      sentAt: new Date(sentAt).toISOString(),
    })),
  };
}

export default function Mailbox() {
  const { messages } = useLoaderData<typeof loader>();
  return (
    <div className="reading">
      <h1>Demo mailbox</h1>
      <p>Nothing is sent in demo mode. Every message that would have been is here, newest first.</p>
      {messages.length === 0 && <p>There are no messages yet.</p>}
      <ul className="cards">
        {messages.map(({ to, subject, text, calendar, sentAt }, index) => (
          <li key={`${sentAt}${index}`}>
            <h2>{subject || 'Text message'}</h2>
            <p className="quiet">
              To {to}, {sentAt}
            </p>
            <p className="their-words">{text}</p>
            {calendar && (
              <details>
                <summary>
                  {calendarFilename} ({calendar.method})
                </summary>
                <div>
                  <pre className="scroll">{calendar.content}</pre>
                </div>
              </details>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
