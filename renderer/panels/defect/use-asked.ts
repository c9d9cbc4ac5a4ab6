// The answer to a question about what is known already: asked once, and anew only when the asker says that more is known.
import { useEffect, useState } from "react";
import type { RequestArgs, RequestName, RequestResult } from "#shared/host-api/requests.ts";
import { useHost } from "../../live/live-context.ts";
import { type Answer, failureText } from "../../live/use-answer.ts";

/** `args` undefined = nothing is asked. A changed question empties the answer; with `again` changed the answer before stays until the next. */
export function useAsked<K extends RequestName>(
  name: K,
  args: RequestArgs<K> | undefined,
  again: unknown,
): Answer<RequestResult<K>> {
  const host = useHost();
  const question = args === undefined ? undefined : JSON.stringify(args);
  const [answer, setAnswer] = useState<Answer<RequestResult<K>> & { readonly question: string | undefined }>({
    question: undefined,
    value: undefined,
    problem: undefined,
  });
  useEffect(() => {
    if (question === undefined) return;
    let isWanted = true;
    host.call(name, JSON.parse(question) as RequestArgs<K>).then(
      (value) => isWanted && setAnswer({ question, value, problem: undefined }),
      (failure: unknown) =>
        isWanted && setAnswer({ question, value: undefined, problem: failureText(failure) }),
    );
    return () => {
      isWanted = false;
    };
  }, [host, name, question, again]);
  return answer.question === question ? answer : { value: undefined, problem: undefined };
}
